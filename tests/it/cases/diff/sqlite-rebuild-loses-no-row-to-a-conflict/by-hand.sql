INSERT INTO t (id, a) VALUES (11, 'same'), (12, 'same');
