CREATE TABLE a_table_with_a_name_that_is_really_quite_long_indeed_yes (
  a_column_with_a_name_that_is_also_really_quite_long_indeed integer UNIQUE,
  b serial PRIMARY KEY CHECK (b > 0) CHECK (b < 10),
  this_column_has_a_name_of_more_than_sixty_three_bytes_which_postgres_cuts_off int
);
CREATE INDEX ON a_table_with_a_name_that_is_really_quite_long_indeed_yes (a_column_with_a_name_that_is_also_really_quite_long_indeed, b);
CREATE TABLE t (a int, t_a_check int, CONSTRAINT t_a_check CHECK (a > 1), CHECK (a > 2), CHECK (a > 3));
CREATE TABLE t_pkey (a int);
CREATE TABLE s_pkey (a int);
CREATE TABLE s (a int PRIMARY KEY, b int);
CREATE INDEX ON s (b);
CREATE INDEX ON s (b);
CREATE INDEX ON s (lower(b::text), (b + 1), (b + 2));
