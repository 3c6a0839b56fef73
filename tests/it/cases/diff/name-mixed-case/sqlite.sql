-- migrate:up
CREATE TABLE "UserAccounts" (
    "Id" INTEGER NOT NULL PRIMARY KEY,
    "firstName" TEXT NOT NULL,
    CONSTRAINT "uq_UserAccounts_firstName" UNIQUE ("firstName"),
    CONSTRAINT "ck_UserAccounts_firstName" CHECK (length(firstname) > 1)
);

-- migrate:down
-- hazard: drops table `UserAccounts` and its rows
DROP TABLE "UserAccounts";
