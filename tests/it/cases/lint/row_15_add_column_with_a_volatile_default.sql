-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD COLUMN b uuid DEFAULT gen_random_uuid() NOT NULL;
-- rules
1: note no-lock-timeout
1: warning volatile-default-rewrites
-- locks
-- t AccessExclusiveLock while the table is written anew
-- instead of 1, for volatile-default-rewrites
ALTER TABLE "t" ADD COLUMN "b" uuid;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" ALTER COLUMN "b" SET DEFAULT gen_random_uuid();
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" ADD CONSTRAINT "ck_t_b_not_null" CHECK ("b" IS NOT NULL) NOT VALID;
--   t AccessExclusiveLock for a moment
DO $backfill$
#variable_conflict use_column
<<migrate_batches>>
DECLARE
    low record;
    high record;
    more boolean;
BEGIN
    SELECT "id" INTO low FROM "t" ORDER BY "id" LIMIT 1;
    more := FOUND;
    WHILE more LOOP
        SELECT "id" INTO high FROM "t" WHERE ("id") >= (migrate_batches.low."id") ORDER BY "id" OFFSET 10000 LIMIT 1;
        more := FOUND;
        IF more THEN
            UPDATE "t" SET "b" = gen_random_uuid() WHERE "b" IS NULL AND ("id") >= (migrate_batches.low."id") AND ("id") < (migrate_batches.high."id");
        ELSE
            UPDATE "t" SET "b" = gen_random_uuid() WHERE "b" IS NULL AND ("id") >= (migrate_batches.low."id");
        END IF;
        COMMIT;
        low := high;
    END LOOP;
END
$backfill$;
--   none
ALTER TABLE "t" VALIDATE CONSTRAINT "ck_t_b_not_null";
--   t ShareUpdateExclusiveLock while every row is read
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" DROP CONSTRAINT "ck_t_b_not_null";
--   t AccessExclusiveLock for a moment
-- waiting: everybody while the table is written anew before, everybody for a moment after
