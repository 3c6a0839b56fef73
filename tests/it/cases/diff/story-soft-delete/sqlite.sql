-- migrate:up
-- hazard: fails when rows of `account` agree in what index `one_email` holds
CREATE TABLE "_migrate_new_account" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "deleted_at" TEXT
);
INSERT INTO "_migrate_new_account" ("id", "email")
SELECT "id", "email"
FROM "account";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_account' WHERE tbl = 'account';
DROP TABLE "account";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_account" RENAME TO "account";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'account' WHERE tbl = '_migrate_new_account';
CREATE UNIQUE INDEX "one_email" ON "account" ("email") WHERE deleted_at IS NULL;

-- migrate:down
-- hazard: drops column `account.deleted_at` and its values; fails when rows of `account` agree in `email`
CREATE TABLE "_migrate_new_account" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    CONSTRAINT "uq_account_email" UNIQUE ("email")
);
INSERT INTO "_migrate_new_account" ("id", "email")
SELECT "id", "email"
FROM "account";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_account' WHERE tbl = 'account';
DROP TABLE "account";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_account" RENAME TO "account";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'account' WHERE tbl = '_migrate_new_account';
