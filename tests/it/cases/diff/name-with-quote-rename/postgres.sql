-- migrate:up
ALTER TABLE "a ""b""" RENAME TO "e 'f'";
ALTER TABLE "e 'f'" RENAME COLUMN "c 'd'" TO "g ""h""";
ALTER INDEX "ix_a ""b""_c 'd'" RENAME TO "ix_e 'f'_g ""h""";
ALTER TABLE "e 'f'" RENAME CONSTRAINT "pk_a ""b""" TO "pk_e 'f'";
ALTER TABLE "e 'f'" ALTER COLUMN "g ""h""" TYPE bigint;

-- migrate:down
-- hazard: values of `e 'f'.g "h"` that do not fit the new type fail or are changed
ALTER TABLE "e 'f'" ALTER COLUMN "g ""h""" TYPE integer;
ALTER TABLE "e 'f'" RENAME CONSTRAINT "pk_e 'f'" TO "pk_a ""b""";
ALTER INDEX "ix_e 'f'_g ""h""" RENAME TO "ix_a ""b""_c 'd'";
ALTER TABLE "e 'f'" RENAME COLUMN "g ""h""" TO "c 'd'";
ALTER TABLE "e 'f'" RENAME TO "a ""b""";
