-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL
);

-- migrate:down
DROP TABLE "t";
