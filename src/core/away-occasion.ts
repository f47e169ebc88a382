/** How a person leaves the computer. */
export type AwayOccasion = 'lock' | 'suspend' | 'idle';
