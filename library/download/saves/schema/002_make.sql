-- Whether Stream is to make the file first, where it has not.
ALTER TABLE saves ADD COLUMN make INTEGER NOT NULL DEFAULT 0;
