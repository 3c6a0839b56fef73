-- migrate:up
CREATE TABLE "u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL
);

-- migrate:down
DROP TABLE "u";
