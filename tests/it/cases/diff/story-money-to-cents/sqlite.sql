-- migrate:up
-- hazard: drops column `bill.amount` and its values; fails when a row of `bill` breaks the check `cents >= 0`
CREATE TABLE "_migrate_new_bill" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "cents" INTEGER NOT NULL,
    CONSTRAINT "not_negative" CHECK (cents >= 0)
);
INSERT INTO "_migrate_new_bill" ("id", "cents")
SELECT "id", amount * 100
FROM "bill";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_bill' WHERE tbl = 'bill';
DROP TABLE "bill";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_bill" RENAME TO "bill";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'bill' WHERE tbl = '_migrate_new_bill';

-- migrate:down
-- hazard: fails when table `bill` has rows, since column `amount` may not be NULL and has no default; drops column `bill.cents` and its values
CREATE TABLE "_migrate_new_bill" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "amount" NUMERIC(10,2) NOT NULL
);
INSERT INTO "_migrate_new_bill" ("id")
SELECT "id"
FROM "bill";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_bill' WHERE tbl = 'bill';
DROP TABLE "bill";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_bill" RENAME TO "bill";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'bill' WHERE tbl = '_migrate_new_bill';
