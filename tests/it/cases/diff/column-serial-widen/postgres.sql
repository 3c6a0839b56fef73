-- migrate:up
ALTER TABLE "t" ALTER COLUMN "id" TYPE bigint;
ALTER SEQUENCE "t_id_seq" AS bigint;

-- migrate:down
-- hazard: values of `t.id` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "id" TYPE integer;
ALTER SEQUENCE "t_id_seq" AS integer;
