INSERT INTO t (id, mood) VALUES (81, 'calm');
