/**
 * Notes to learn from.
 */
export const sailing = `# Sailing

## Wind

**Windward**: the side of a boat that the wind comes from.
**Leeward**: the side of a boat that lies away from the wind.

A gybe is a turn of the boat through the wind with its stern.

## Sails

| Sail | Use |
| --- | --- |
| Genoa | Upwind in light air |
| Spinnaker | Downwind |
| Trysail | Storms |

The **luff** is the front edge of a sail.
`
