-- migrate:up
ALTER TABLE "MyTable" RENAME TO "_migrate_old_MyTable";
ALTER TABLE "_migrate_old_MyTable" RENAME TO "Mytable";
ALTER TABLE "Mytable" RENAME COLUMN "MyColumn" TO "myColumn";
DROP INDEX "ix_MyTable_MyColumn";
CREATE INDEX "ix_Mytable_myColumn" ON "Mytable" ("myColumn");

-- migrate:down
DROP INDEX "ix_Mytable_myColumn";
CREATE INDEX "ix_MyTable_MyColumn" ON "Mytable" ("myColumn");
ALTER TABLE "Mytable" RENAME COLUMN "myColumn" TO "MyColumn";
ALTER TABLE "Mytable" RENAME TO "_migrate_old_Mytable";
ALTER TABLE "_migrate_old_Mytable" RENAME TO "MyTable";
