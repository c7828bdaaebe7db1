"""Making the sample's handouts: outlines in Markdown become Word files, slides, spreadsheets and PDFs."""
