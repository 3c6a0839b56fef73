-- migrate:up
ALTER TABLE "a ""b""" RENAME TO "e 'f'";
ALTER TABLE "e 'f'" RENAME COLUMN "c 'd'" TO "g ""h""";
DROP INDEX "ix_a ""b""_c 'd'";
CREATE INDEX "ix_e 'f'_g ""h""" ON "e 'f'" ("g ""h""");

-- migrate:down
DROP INDEX "ix_e 'f'_g ""h""";
CREATE INDEX "ix_a ""b""_c 'd'" ON "e 'f'" ("g ""h""");
ALTER TABLE "e 'f'" RENAME COLUMN "g ""h""" TO "c 'd'";
ALTER TABLE "e 'f'" RENAME TO "a ""b""";
