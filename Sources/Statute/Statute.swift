// Statute
