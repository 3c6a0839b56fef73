-- migrate:up
CREATE TABLE "holder" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "thing" TEXT NOT NULL,
    CONSTRAINT "ck_holder_thing" CHECK (thing IN ('a', 'b'))
);

-- migrate:down
-- hazard: drops table `holder` and its rows
DROP TABLE "holder";
