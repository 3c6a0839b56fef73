-- migrate:up
ALTER TYPE "mood" RENAME VALUE 'sad' TO 'gloomy';

-- migrate:down
ALTER TYPE "mood" RENAME VALUE 'gloomy' TO 'sad';
