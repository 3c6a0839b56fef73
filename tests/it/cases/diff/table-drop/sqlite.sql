-- migrate:up
DROP TABLE "u";

-- migrate:down
CREATE TABLE "u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL
);
