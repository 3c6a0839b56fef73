-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" TEXT,
    CONSTRAINT "either" CHECK (CASE WHEN a > 0 THEN b IS NOT NULL ELSE TRUE END)
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
