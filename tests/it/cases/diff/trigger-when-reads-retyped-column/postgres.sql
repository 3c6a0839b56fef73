-- migrate:up
DROP TRIGGER "tr" ON "t";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION touch();

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
DROP TRIGGER "tr" ON "t";
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION touch();
