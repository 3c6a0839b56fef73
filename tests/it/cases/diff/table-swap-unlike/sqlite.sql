-- migrate:up
-- hazard: drops table `users` and its rows
DROP TABLE "users";
CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" REAL NOT NULL,
    "y" INTEGER NOT NULL,
    "z" BOOLEAN NOT NULL
);

-- migrate:down
-- hazard: drops table `things` and its rows
DROP TABLE "things";
CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL,
    "c" BOOLEAN NOT NULL
);
