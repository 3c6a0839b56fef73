-- migrate:up
CREATE TABLE "t" (
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL
);

-- migrate:down
DROP TABLE "t";
