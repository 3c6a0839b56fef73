-- migrate:up
DROP VIEW "v";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE VIEW v AS SELECT t.a, u.id AS u_id FROM t JOIN u ON u.t_id = t.id;

-- migrate:down
DROP VIEW "v";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE VIEW v AS SELECT t.a, u.id AS u_id FROM t JOIN u ON u.t_id = t.id;
