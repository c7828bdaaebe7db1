"""Drawing the sample's flip-chart photos: an alphabet, hands that write it, a sheet, and the room it hangs in."""
