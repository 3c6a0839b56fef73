-- migrate:up
ALTER TABLE "t" SET (fillfactor = 90);

-- migrate:down
ALTER TABLE "t" SET (fillfactor = 70);
