-- notes
--
-- Revision: 19becf30b774
-- Revises:
-- Created: 2025-12-24 03:27:01 UTC
-- Labels:
-- Depends on:

-- migrate:up sqlite
CREATE TABLE "notes" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "text" TEXT NOT NULL
);

-- migrate:down sqlite
DROP TABLE "notes";

-- migrate:up postgres
CREATE TABLE "notes" (
    "id" bigint NOT NULL,
    "text" text NOT NULL,
    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- migrate:down postgres
DROP TABLE "notes";
