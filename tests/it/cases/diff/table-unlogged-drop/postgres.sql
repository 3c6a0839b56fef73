-- migrate:up
ALTER TABLE "t" SET LOGGED;

-- migrate:down
ALTER TABLE "t" SET UNLOGGED;
