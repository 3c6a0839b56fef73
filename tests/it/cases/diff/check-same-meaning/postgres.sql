-- migrate:up
ALTER TABLE "t" RENAME CONSTRAINT "ck_t_e8dcf070" TO "ck_t_0372229d";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "ck_t_0372229d" TO "ck_t_e8dcf070";
