INSERT INTO t (id, a) VALUES (1, '101'), (2, '11111'), (3, NULL);
