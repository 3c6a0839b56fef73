INSERT INTO t (id, a) VALUES (71, 5), (72, 5);
