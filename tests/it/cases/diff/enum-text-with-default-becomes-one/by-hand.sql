INSERT INTO t (id, mood) VALUES (91, 'sad'), (92, 'happy');
