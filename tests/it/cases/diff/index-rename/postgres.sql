-- migrate:up
ALTER INDEX "one" RENAME TO "two";

-- migrate:down
ALTER INDEX "two" RENAME TO "one";
