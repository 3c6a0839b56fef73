-- migrate:up
ALTER TYPE "mood" RENAME VALUE 'b' TO 'c';
ALTER TYPE "mood" RENAME VALUE 'a' TO 'b';

-- migrate:down
ALTER TYPE "mood" RENAME VALUE 'b' TO 'a';
ALTER TYPE "mood" RENAME VALUE 'c' TO 'b';
