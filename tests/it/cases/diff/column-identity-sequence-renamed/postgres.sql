-- migrate:up
ALTER SEQUENCE "numbers" RENAME TO "counter";

-- migrate:down
ALTER SEQUENCE "counter" RENAME TO "numbers";
