-- migrate:up
-- hazard: drops table `t` and its rows
DROP TABLE "t";

-- migrate:down
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "a" text NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);
CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch();
