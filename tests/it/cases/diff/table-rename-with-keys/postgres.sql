-- migrate:up
ALTER TABLE "users" RENAME TO "people";
ALTER SEQUENCE "users_id_seq" RENAME TO "people_id_seq";
ALTER TABLE "people" RENAME CONSTRAINT "ck_users_b" TO "ck_people_b";
ALTER INDEX "ix_users_a" RENAME TO "ix_people_a";
ALTER TABLE "people" RENAME CONSTRAINT "uq_users_a" TO "uq_people_a";
ALTER TABLE "people" RENAME CONSTRAINT "pk_users" TO "pk_people";
ALTER TABLE "posts" RENAME CONSTRAINT "fk_posts_user_id_users" TO "fk_posts_user_id_people";

-- migrate:down
ALTER TABLE "posts" RENAME CONSTRAINT "fk_posts_user_id_people" TO "fk_posts_user_id_users";
ALTER TABLE "people" RENAME CONSTRAINT "pk_people" TO "pk_users";
ALTER TABLE "people" RENAME CONSTRAINT "uq_people_a" TO "uq_users_a";
ALTER INDEX "ix_people_a" RENAME TO "ix_users_a";
ALTER TABLE "people" RENAME CONSTRAINT "ck_people_b" TO "ck_users_b";
ALTER TABLE "people" RENAME TO "users";
ALTER SEQUENCE "people_id_seq" RENAME TO "users_id_seq";
