-- migrate:up
CREATE TYPE "mood" AS ENUM ('it''s', 'Üb er');
CREATE TABLE "t" (
    "id" bigint NOT NULL,
    "mood" "mood" NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
DROP TYPE "mood";
