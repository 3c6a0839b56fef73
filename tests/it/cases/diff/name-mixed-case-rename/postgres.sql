-- migrate:up
ALTER TABLE "MyTable" RENAME TO "Mytable";
ALTER TABLE "Mytable" RENAME COLUMN "MyColumn" TO "myColumn";
ALTER INDEX "ix_MyTable_MyColumn" RENAME TO "ix_Mytable_myColumn";
ALTER TABLE "Mytable" RENAME CONSTRAINT "pk_MyTable" TO "pk_Mytable";
ALTER TABLE "Mytable" ALTER COLUMN "myColumn" TYPE bigint;

-- migrate:down
-- hazard: values of `Mytable.myColumn` that do not fit the new type fail or are changed
ALTER TABLE "Mytable" ALTER COLUMN "myColumn" TYPE integer;
ALTER TABLE "Mytable" RENAME CONSTRAINT "pk_Mytable" TO "pk_MyTable";
ALTER INDEX "ix_Mytable_myColumn" RENAME TO "ix_MyTable_MyColumn";
ALTER TABLE "Mytable" RENAME COLUMN "myColumn" TO "MyColumn";
ALTER TABLE "Mytable" RENAME TO "MyTable";
