-- migrate:up
ALTER TABLE "nodes" RENAME TO "vertices";

-- migrate:down
ALTER TABLE "vertices" RENAME TO "nodes";
