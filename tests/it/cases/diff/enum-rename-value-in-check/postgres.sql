-- migrate:up
ALTER TYPE "mood" RENAME VALUE 'sad' TO 'low';

-- migrate:down
ALTER TYPE "mood" RENAME VALUE 'low' TO 'sad';
