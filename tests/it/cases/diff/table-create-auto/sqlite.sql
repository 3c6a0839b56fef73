-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" TEXT
);

-- migrate:down
DROP TABLE "t";
