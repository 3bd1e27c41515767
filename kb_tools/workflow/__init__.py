"""What people ask the tool to write into the sources: pages, whole handbooks, attestations, confirmed translations."""
