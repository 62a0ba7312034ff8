"""Documents brought in (.txt, .md, .docx, .pdf) and cut into passages, each a draft announcement."""
