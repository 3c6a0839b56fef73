-- migrate:up
-- hazard: fails when a row of `t` breaks the check `mood <> 'sad'`
ALTER TABLE "t" ADD CONSTRAINT "cheerful" CHECK (mood <> 'sad');

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "cheerful";
