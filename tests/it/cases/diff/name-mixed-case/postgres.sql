-- migrate:up
CREATE TABLE "UserAccounts" (
    "Id" bigint NOT NULL,
    "firstName" text NOT NULL,
    CONSTRAINT "pk_UserAccounts" PRIMARY KEY ("Id"),
    CONSTRAINT "uq_UserAccounts_firstName" UNIQUE ("firstName"),
    CONSTRAINT "ck_UserAccounts_firstName" CHECK (length("firstName") > 1)
);

-- migrate:down
-- hazard: drops table `UserAccounts` and its rows
DROP TABLE "UserAccounts";
