"""Drawing the sample's photos: an alphabet, hands that write it, sheets, the places and rooms they are seen in."""
