-- migrate:up
ALTER TABLE "t" RENAME TO "_migrate_old_t";
ALTER TABLE "_migrate_old_t" RENAME TO "T";

-- migrate:down
ALTER TABLE "T" RENAME TO "_migrate_old_T";
ALTER TABLE "_migrate_old_T" RENAME TO "t";
