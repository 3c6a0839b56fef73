-- migrate:up
CREATE DOMAIN "age" AS integer DEFAULT 1 NOT NULL
    CONSTRAINT "ck_age_value" CHECK (value BETWEEN 0 AND 150);
CREATE DOMAIN "e mail" AS character varying(80)
    CONSTRAINT "has_at" CHECK (value LIKE '%@%');
ALTER TABLE "t" ADD COLUMN "mail" "e mail";
-- hazard: fails when table `t` has rows, since column `age` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "age" "age" NOT NULL;

-- migrate:down
-- hazard: drops column `t.age` and its values
ALTER TABLE "t" DROP COLUMN "age";
-- hazard: drops column `t.mail` and its values
ALTER TABLE "t" DROP COLUMN "mail";
DROP DOMAIN "e mail";
DROP DOMAIN "age";
