-- migrate:up
CREATE TABLE "t" (
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
