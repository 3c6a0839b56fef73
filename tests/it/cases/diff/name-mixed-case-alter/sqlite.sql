-- migrate:up
ALTER TABLE "UserAccounts" RENAME COLUMN "firstName" TO "givenName";
CREATE TABLE "_migrate_new_UserAccounts" (
    "Id" INTEGER NOT NULL PRIMARY KEY,
    "givenName" TEXT
);
INSERT INTO "_migrate_new_UserAccounts" ("Id", "givenName")
SELECT "Id", "givenName"
FROM "UserAccounts";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_UserAccounts' WHERE tbl = 'UserAccounts';
DROP TABLE "UserAccounts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_UserAccounts" RENAME TO "UserAccounts";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'UserAccounts' WHERE tbl = '_migrate_new_UserAccounts';
CREATE INDEX "ix_UserAccounts_givenName" ON "UserAccounts" ("givenName");

-- migrate:down
-- hazard: fails when a row has NULL in `UserAccounts.givenName`
CREATE TABLE "_migrate_new_UserAccounts" (
    "Id" INTEGER NOT NULL PRIMARY KEY,
    "givenName" TEXT NOT NULL
);
INSERT INTO "_migrate_new_UserAccounts" ("Id", "givenName")
SELECT "Id", "givenName"
FROM "UserAccounts";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_UserAccounts' WHERE tbl = 'UserAccounts';
DROP TABLE "UserAccounts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_UserAccounts" RENAME TO "UserAccounts";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'UserAccounts' WHERE tbl = '_migrate_new_UserAccounts';
ALTER TABLE "UserAccounts" RENAME COLUMN "givenName" TO "firstName";
