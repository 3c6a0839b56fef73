-- migrate:up
ALTER TYPE "mood" ADD VALUE 'two words; -- no';
ALTER TYPE "mood" ADD VALUE 'größe';
ALTER TYPE "mood" ADD VALUE 'a_value_whose_name_is_as_long_as_any_name_of_sixty_three_bytes';

-- migrate:down
-- hazard: fails when a row holds `two words; -- no`, which enum `mood` no longer has; fails when a row holds `größe`, which enum `mood` no longer has; fails when a row holds `a_value_whose_name_is_as_long_as_any_name_of_sixty_three_bytes`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('it''s');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
