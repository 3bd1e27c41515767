"""What a person asks the tool to write into the sources: new pages, new handbooks, attestations, confirmed translations."""
