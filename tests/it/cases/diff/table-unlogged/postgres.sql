-- migrate:up
ALTER TABLE "t" SET UNLOGGED;

-- migrate:down
ALTER TABLE "t" SET LOGGED;
